using Concord.Cli.Tests.Support;
using Microsoft.ML.OnnxRuntime;

namespace Concord.Cli.Tests;

/// <summary>An adapter's life on the command line: trained, listed, applied, searched through, evaluated, exported; and what is refused.</summary>
[TestFixture]
internal sealed class AdapterTests : CliTest
{
    private const string Sha256 = "^[0-9a-f]{64}$";

    [Test]
    public void Adapter_TrainedAndApplied_IsListedSearchedEvaluatedAndExported()
    {
        var tiles = Indexed("a");
        var card = Train("a", "grade");
        Assert.That(((string)card["id"]!, (string)card["label"]!), Is.EqualTo(("grade", "label")));
        Assert.That((string?)card["sha256"], Does.Match(Sha256));
        var listed = Concord.Succeed("adapter", "list", "a").Json["adapters"]!.AsArray();
        Assert.That(listed.Select(adapter => (string)adapter!["id"]!), Is.EqualTo(new[] { "grade" }));

        var applied = Concord.Succeed("adapter", "apply", "a", "grade").Json;
        Assert.That(((int)applied["tiles"]!, (string)applied["space_name"]!), Is.EqualTo((12, "grade")));
        Assert.That((int)Concord.Succeed("adapter", "apply", "a", "grade").Json["tiles"]!, Is.Zero, "nothing is new");

        var image = Path.Combine(tiles, "dense", "dense0.png");
        var byImage = Concord.Succeed("search", "a", "--space", "grade", "--image", image, "-k", "3", "--exclude", "none").Json["hits"]!.AsArray();
        Assert.That(byImage, Has.Count.EqualTo(3), "the image goes through the adapter by itself");
        var change = Concord.Succeed("evaluate", "a", "--against", "grade", "--k", "1").Json;
        Assert.That(change["changes"]!.AsObject().Select(metric => metric.Key), Is.EqualTo(new[] { "precision", "hit", "map", "ndcg", "macro_f1", "accuracy" }));

        Concord.Succeed("adapter", "export", "a", "grade", At("out"));
        using var session = new InferenceSession(At("out", "adapter.onnx"));
        Assert.That(session.OutputMetadata["embeddings"].Dimensions[^1], Is.EqualTo(8));
        Assert.That((bool)Concord.Succeed("collection", "verify", "a").Json["sound"]!);
    }

    [Test]
    public void Search_ATileThroughTheAdapter_AgreesWithItsImage()
    {
        var tiles = Indexed("a");
        Train("a", "grade");
        Concord.Succeed("adapter", "apply", "a", "grade");
        var image = Path.Combine(tiles, "sparse", "sparse1.png");
        var byImage = Search("--image", image);
        var tile = (string)Concord.Succeed("search", "a", "--image", image, "-k", "1").Json["query"]!["tile"]!.ToJsonString();
        Assert.That(Search("--tile", tile), Is.EqualTo(byImage));

        string[] Search(string option, string value) => [.. Concord.Succeed("search", "a", "--space", "grade", option, value, "-k", "5").Json["hits"]!.AsArray().Select(hit => hit!["tile"]!.ToJsonString())];
    }

    [Test]
    public void Train_SameSeed_GivesTheSameWeights()
    {
        Indexed("a");
        var (one, two, other) = (Train("a", "one"), Train("a", "two"), Train("a", "other", "--seed", "2"));
        Assert.That((string)two["sha256"]!, Is.EqualTo((string)one["sha256"]!));
        Assert.That((string)other["sha256"]!, Is.Not.EqualTo((string)one["sha256"]!));
    }

    [Test]
    public void Train_WhatCannotBe_IsRefusedAndLeavesNothing()
    {
        Indexed("a");
        Concord.Fail(2, "bad_usage", "adapter", "train", "a");
        Concord.Fail(2, "bad_argument", "adapter", "train", "a", "--label", "stage");
        Concord.Fail(2, "bad_argument", "adapter", "train", "a", "--label", "label", "--name", "../up");
        Concord.Fail(2, "bad_argument", "adapter", "train", "a", "--label", "label", "--folds", "1");
        Concord.Fail(2, "bad_argument", "adapter", "train", "a", "--label", "label", "--split");
        Concord.Fail(3, "not_found", "adapter", "train", "absent", "--label", "label");
        Assert.That(Concord.Succeed("adapter", "list", "a").Json["adapters"]!.AsArray(), Is.Empty);
    }

    [Test]
    public void Adapter_AbsentOrTakenNames_SayWhichOne()
    {
        Indexed("a");
        Train("a", "grade");
        Concord.Fail(1, "already_exists", "adapter", "train", "a", "--label", "label", "--name", "grade");
        Concord.Fail(3, "not_found", "adapter", "apply", "a", "absent");
        Concord.Fail(3, "not_found", "adapter", "export", "a", "absent", At("out"));
        Concord.Succeed("adapter", "export", "a", "grade", At("out"));
        var again = Concord.Fail(1, "already_exists", "adapter", "export", "a", "grade", At("out"));
        Assert.That((string?)again.Error["message"], Does.Contain(At("out")));
    }

    [Test]
    public void Verify_DamagedAdapter_Exits5AndNamesIt()
    {
        Indexed("a");
        Train("a", "grade");
        Concord.Succeed("adapter", "apply", "a", "grade");
        var weights = Path.Combine(CollectionFolder("a"), "adapters", "grade", "adapter.weights");
        File.WriteAllBytes(weights, File.ReadAllBytes(weights)[..^4]);
        var outcome = Concord.Run("collection", "verify", "a", "--json");
        Assert.That(outcome.Exit, Is.EqualTo(5), outcome.ToString());
        Assert.That(outcome.Json["problems"]!.AsArray().Select(problem => (string)problem!), Has.Some.Contains("adapter.weights").And.Some.Contains("space 'grade'"));
        Concord.Fail(5, "corrupt", "adapter", "apply", "a", "grade");
    }

    private System.Text.Json.Nodes.JsonNode Train(string collection, string name, params string[] more) => Concord.Succeed(
        ["adapter", "train", collection, "--label", "label", "--name", name, "--epochs", "2", "--folds", "0", "--dimension", "8", .. more]).Json;
}
