using System.Text.Json.Nodes;
using Concord.Cli.Tests.Support;

namespace Concord.Cli.Tests;

/// <summary>The server as a client meets it: a process, spoken to over its stdin and stdout.</summary>
[TestFixture]
internal sealed class McpTests : CliTest
{
    private static readonly string[] Searching =
        ["list_collections", "describe_collection", "search_by_tile", "search_by_image", "similar_slides", "neighbour_pack", "heatmap_summary"];

    [Test]
    public void ToolsList_OffersSearchAloneAndReadOnly()
    {
        Directory.CreateDirectory(At("root"));
        using var session = new McpSession(Concord, "--root", At("root"));
        var tools = session.Ask("tools/list")["result"]!["tools"]!.AsArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)session.Initialized["serverInfo"]!["name"], Is.EqualTo("concord"));
            Assert.That(tools.Select(tool => (string?)tool!["name"]), Is.EquivalentTo(Searching));
            Assert.That(tools.Select(tool => (bool?)tool!["annotations"]!["readOnlyHint"]), Has.All.True);
            Assert.That(tools.Select(tool => (string?)tool!["description"]), Has.All.Not.Empty);
        }
    }

    [Test]
    public void ToolsList_WithoutARoot_OffersNoFiles()
    {
        using var session = new McpSession(Concord);
        var names = session.Ask("tools/list")["result"]!["tools"]!.AsArray().Select(tool => (string?)tool!["name"]);
        Assert.That(names, Is.EquivalentTo(Searching.Where(name => name != "search_by_image")));
    }

    [Test]
    public void Tools_AnswerAsTheCommandLineDoes()
    {
        Tiled("a");
        var byHand = Concord.Succeed("search", "a", "--tile", "1", "-k", "3").Json;
        var slides = Concord.Succeed("search", "a", "--slide", "dense/dense0.png", "-k", "2").Json;
        using var session = new McpSession(Concord);
        var listed = session.Call("list_collections", [])["collections"]!.AsArray();
        var described = session.Call("describe_collection", new JsonObject { ["collection"] = "a" });
        var tiles = session.Call("search_by_tile", new JsonObject { ["collection"] = "a", ["tile"] = 1, ["k"] = 3 });
        var similar = session.Call("similar_slides", new JsonObject { ["collection"] = "a", ["slide"] = "dense/dense0.png", ["k"] = 2 });
        var pack = session.Call("neighbour_pack", new JsonObject { ["collection"] = "a", ["slide"] = "dense/dense0.png", ["k"] = 2 });
        var map = session.Call("heatmap_summary", new JsonObject { ["collection"] = "a", ["tile"] = 1, ["slide"] = "sparse/sparse0.png" });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(listed.Select(entry => (string?)entry!["name"]), Is.EqualTo(new[] { "a" }));
            Assert.That((int)described["labels"]!["label"]!["values"]!["dense"]!, Is.EqualTo(6));
            Assert.That(Tiles(tiles), Is.EqualTo(Tiles(byHand)));
            Assert.That(tiles["vote"]!["leader"]!.ToJsonString(), Is.EqualTo(byHand["vote"]!["leader"]!.ToJsonString()));
            Assert.That(similar["hits"]!.AsArray().Select(hit => (long)hit!["slide_id"]!), Is.EqualTo(slides["slides"]!.AsArray().Select(hit => (long)hit!["id"]!)));
            Assert.That(similar["hits"]![0]!["evidence"], Is.Null);
            Assert.That(pack["hits"]![0]!["evidence"]!["pairs"]!.AsArray(), Is.Not.Empty);
            Assert.That((int)map["tiles"]!, Is.EqualTo(4));
            Assert.That((double)map["distances"]!["least"]!, Is.EqualTo((double)map["nearest"]![0]!["distance"]!));
        }

        var (exit, log) = session.End();
        Assert.That(exit, Is.Zero, log);
    }

    [Test]
    public void SearchByImage_BelowARoot_FindsItsLike()
    {
        var images = Tiled("a");
        using var session = new McpSession(Concord, "--root", images);
        var whole = session.Call("search_by_image", new JsonObject { ["collection"] = "a", ["file"] = "dense/dense0.png", ["k"] = 2 });
        var region = session.Call("search_by_image", new JsonObject
        {
            ["collection"] = "a",
            ["file"] = Path.Combine(images, "dense", "dense0.png"),
            ["x"] = 0,
            ["y"] = 0,
            ["width"] = 48,
            ["height"] = 48,
            ["mpp"] = 2,
            ["k"] = 2,
        });
        Assert.That((whole["hits"]!.AsArray().Count, region["hits"]!.AsArray().Count), Is.EqualTo((2, 2)));
        Assert.That(whole.ToJsonString() + region.ToJsonString(), Does.Not.Contain(Folder), "a path");
    }

    [Test]
    public void SearchByImage_OutsideTheRoots_IsRefusedInTheSameWords()
    {
        var images = Tiled("a", count: 2);
        Images.Tile(At("secret.png"), 1);
        File.CreateSymbolicLink(Path.Combine(images, "link.png"), At("secret.png"));
        Directory.CreateSymbolicLink(Path.Combine(images, "folder"), Folder);
        File.CreateSymbolicLink(Path.Combine(images, "circle"), Path.Combine(images, "circle"));
        File.CreateSymbolicLink(Path.Combine(images, "alias.png"), Path.Combine(images, "dense", "dense0.png"));
        using var session = new McpSession(Concord, "--root", images);
        foreach (var file in (string[])["../secret.png", "dense/../../secret.png", "link.png", "folder/secret.png", "circle", "/etc/hostname", At("secret.png"), "nothing.png", "dense", "", "a\0b"])
        {
            var error = session.Refused("search_by_image", new JsonObject { ["collection"] = "a", ["file"] = file });
            Assert.That((string?)error["code"], Is.EqualTo("not_found"), file);
            Assert.That((string?)error["message"], Is.EqualTo($"\"{file}\" is not a file below the folders this server may read. Give its path relative to one of them, without \"..\"."));
        }

        Assert.That(session.Call("search_by_image", new JsonObject { ["collection"] = "a", ["file"] = "alias.png" })["hits"], Is.Not.Null, "a link that stays below the root");
    }

    [Test]
    public void Tools_WhatCannotBe_AreErrorsWithAdvice()
    {
        Tiled("a", count: 2);
        using var session = new McpSession(Concord);
        Check("search_by_tile", """{"collection":"b","tile":1}""", "not_found", "list_collections");
        Check("search_by_tile", """{"collection":"../../x","tile":1}""", "not_found", "list_collections");
        Check("search_by_tile", """{"collection":"a","tile":4711}""", "not_found", "4711");
        Check("search_by_tile", """{"collection":"a","tile":1,"k":51}""", "bad_argument", "1 to 50");
        Check("search_by_tile", """{"collection":"a","tile":1,"exclude":"everybody"}""", "bad_argument", "patient");
        Check("search_by_tile", """{"collection":"a","tile":1,"where":"label ="}""", "bad_argument", "value");
        Check("search_by_tile", """{"collection":"a","tile":1,"space":"other"}""", "not_found", "pathology");
        Check("search_by_tile", """{"collection":"a","tile":"one"}""", "bad_argument", "kind");
        Check("search_by_tile", """{"tile":1}""", "bad_argument", "collection");
        Check("similar_slides", """{"collection":"a","slide":"nobody"}""", "not_found", "nobody");
        Check("neighbour_pack", """{"collection":"a"}""", "bad_argument", "one of them");
        Assert.That(session.Call("list_collections", []), Is.Not.Null, "it goes on");

        void Check(string tool, string arguments, string code, string contains)
        {
            var error = session.Refused(tool, JsonNode.Parse(arguments)!.AsObject());
            Assert.That((string?)error["code"], Is.EqualTo(code), arguments);
            Assert.That((string?)error["message"], Does.Contain(contains).And.Not.Contain(Folder));
        }
    }

    [Test]
    public void Collections_NotNamed_AreNotShown()
    {
        Tiled("a", count: 2);
        Concord.Succeed("collection", "create", "b");
        using var session = new McpSession(Concord, "--collection", "b");
        Assert.That(session.Call("list_collections", [])["collections"]!.AsArray().Select(entry => (string?)entry!["name"]), Is.EqualTo(new[] { "b" }));
        Assert.That((string?)session.Refused("describe_collection", new JsonObject { ["collection"] = "a" })["code"], Is.EqualTo("not_found"));
    }

    [Test]
    public void Server_AfterGarbageLines_GoesOn()
    {
        using var session = new McpSession(Concord);
        foreach (var (garbage, id) in ((string[])["this is no JSON", "{\"jsonrpc\":\"2.0\"", "[1, 2", "", "\u0001\u0002"]).Select((line, i) => (line, 100 + i)))
        {
            session.SendLine(garbage);
            session.SendLine(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = "tools/list" }.ToJsonString());
            var response = session.Next();
            // A line that is no message may be answered with an error before.
            if ((int?)response["id"] != id) response = session.Next();
            Assert.That((int?)response["id"], Is.EqualTo(id), response.ToJsonString());
            Assert.That(response["result"]!["tools"]!.AsArray(), Is.Not.Empty);
        }
    }

    [Test]
    public void Server_AskedForAnUnknownTool_SaysSoAndGoesOn()
    {
        using var session = new McpSession(Concord);
        var response = session.Ask("tools/call", new JsonObject { ["name"] = "delete_collection", ["arguments"] = new JsonObject() });
        Assert.That((string?)response["error"]!["message"], Does.Contain("delete_collection"));
        Assert.That(session.Ask("tools/list")["result"], Is.Not.Null);
    }

    [Test]
    public void Server_ThatCannotStart_SaysWhy()
    {
        Concord.Fail(3, "not_found", "mcp", "--root", At("nowhere"));
        Concord.Fail(3, "not_found", "mcp", "--collection", "nobody");
    }

    private static IEnumerable<long> Tiles(JsonNode answer) => answer["hits"]!.AsArray().Select(hit => (long)hit!["tile"]!);

    /// <summary>Images of two classes, two to a patient, cut into four tiles each.</summary>
    private string Tiled(string collection, int count = 6)
    {
        var tiles = Cohort(count);
        Concord.Succeed("collection", "create", collection);
        Concord.Succeed("index", collection, tiles, "--labels", Path.Combine(tiles, "labels.csv"), "--tile", "48");
        return tiles;
    }
}
