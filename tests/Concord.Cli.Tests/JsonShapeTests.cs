using System.Text.Json.Nodes;
using Concord.Cli.Tests.Support;

namespace Concord.Cli.Tests;

/// <summary>The shapes that scripts rely on: fields may be added, none of these may go or change its name.</summary>
[TestFixture]
internal sealed class JsonShapeTests : CliTest
{
    private static readonly string[] CollectionFields =
        ["name", "path", "id", "model", "patients", "cases", "slides", "tiles", "series", "bytes", "labels", "centres", "spaces"];

    private static readonly string[] SpaceFields =
    [
        "name", "id", "model", "weights_sha256", "pooling", "adapter", "dimension", "metric", "stored", "rows", "tail_rows", "dead_rows", "generation",
        "generation_rows", "lists", "nprobe", "expected_recall",
    ];

    [Test]
    public void Index_Document_HasItsFields()
    {
        var tiles = Cohort(2);
        Concord.Succeed("collection", "create", "a");

        var report = Concord.Succeed("index", "a", tiles, "--labels", Path.Combine(tiles, "labels.csv")).Json;

        using (Assert.EnterMultipleScope())
        {
            AssertHas(report, "collection", "created", "space", "model", "slides", "tiles", "already_indexed", "skipped", "tiles_per_second", "elapsed_seconds");
            Assert.That(((int)report["slides"]!, (int)report["tiles"]!), Is.EqualTo((4, 4)));
            Assert.That((double)report["tiles_per_second"]!, Is.Positive);
        }
    }

    [Test]
    public void Collection_Documents_HaveTheirFields()
    {
        Indexed("a", count: 2);
        using (Assert.EnterMultipleScope())
        {
            var info = Concord.Succeed("collection", "info", "a").Json;
            AssertHas(info, CollectionFields);
            AssertHas(info["spaces"]![0]!, SpaceFields);
            Assert.That((string?)info["name"], Is.EqualTo("a"));
            var list = Concord.Succeed("collection", "list").Json;
            AssertHas(list["collections"]![0]!, CollectionFields);
            var compact = Concord.Succeed("collection", "compact", "a").Json;
            AssertHas(compact, "name", "rows", "rows_dropped", "files_removed", "bytes_before", "bytes_after", "spaces");
            var verify = Concord.Succeed("collection", "verify", "a").Json;
            AssertHas(verify, "name", "sound", "problems", "files", "rows", "catalog_rows");
            AssertHas(Concord.Succeed("collection", "delete", "a").Json, "name", "path", "deleted");
        }
    }

    [Test]
    public void Search_Document_HasItsFields()
    {
        Indexed("a", count: 3);

        var answer = Concord.Succeed("search", "a", "--tile", "1", "-k", "3").Json;

        using (Assert.EnterMultipleScope())
        {
            AssertHas(answer, "query", "hits", "search", "shortfall");
            AssertHas(answer["query"]!, "name", "tile", "patient", "labels", "k", "where", "exclude");
            AssertHas(
                answer["hits"]![0]!, "rank", "distance", "tile", "slide", "case", "patient", "centre", "labels", "x", "y", "width", "height", "file", "series");
            AssertHas(answer["search"]!, "exact", "nprobe", "lists", "rows", "expected_recall");
            Assert.That(answer["hits"]!.AsArray().Select(hit => (int)hit!["rank"]!), Is.EqualTo(new[] { 1, 2, 3 }));
            Assert.That((string?)answer["query"]!["exclude"], Is.EqualTo("patient"));
        }
    }

    [Test]
    public void Evaluate_Document_HasItsFields()
    {
        Indexed("a");

        var report = Concord.Succeed("evaluate", "a", "--k", "1,2").Json;

        using (Assert.EnterMultipleScope())
        {
            AssertHas(report["precision_at_k"]!, "macro", "micro", "per_class");
            AssertHas(report["precision_at_k"]!["macro"]!, "1", "2");
            AssertHas(report["precision_at_k"]!["per_class"]!["dense"]!, "n", "1", "2");
            AssertHas(report, "queries", "archive", "patients", "short", "label", "excluded", "exact", "warnings");
            Assert.That((int)report["precision_at_k"]!["per_class"]!["dense"]!["n"]!, Is.EqualTo(6));
        }
    }

    [Test]
    public void Model_Documents_HaveTheirFields()
    {
        string[] fields = ["id", "version", "licence", "built_in", "weights_sha256", "output_kind", "dimension", "pooling", "metric", "preprocessing"];
        var list = Concord.Succeed("model", "list").Json["models"]!.AsArray();
        var id = (string)list[0]!["id"]!;
        using (Assert.EnterMultipleScope())
        {
            AssertHas(list[0]!, fields);
            AssertHas(Concord.Succeed("model", "info", id).Json, fields);
            AssertHas(Concord.Succeed("model", "verify", id).Json, "id", "sound", "weights_sha256", "problems");
            Assert.That((bool)list[0]!["built_in"]!);
        }
    }

    [Test]
    public void Doctor_OnAMachineThatBuildsConcord_IsWell()
    {
        var outcome = Concord.Succeed("doctor");

        var checks = outcome.Json["checks"]!.AsArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((bool)outcome.Json["ok"]!);
            AssertHas(checks[0]!, "check", "verdict", "found", "advice");
            Assert.That(
                checks.Select(check => (string)check!["check"]!),
                Is.SupersetOf(new[] { "native library", "instruction set", "faiss", "libvips", "onnx runtime", "cores", "memory", "gpu", "data folder", "disk space" }));
        }
    }

    private static void AssertHas(JsonNode document, params string[] fields) =>
        Assert.That(document.AsObject().Select(member => member.Key), Is.SupersetOf(fields));
}
