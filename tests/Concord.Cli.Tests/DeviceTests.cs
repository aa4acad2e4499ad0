using System.Text.Json.Nodes;
using Concord.Cli.Tests.Support;

namespace Concord.Cli.Tests;

[TestFixture]
internal sealed class DeviceTests : CliTest
{
    [Test]
    public void Search_Device_GivesTheSameHitsAndSaysWhatItDid()
    {
        Indexed("a", count: 4);
        Concord.Succeed("collection", "compact", "a");

        var plain = Concord.Succeed("search", "a", "--tile", "1", "-k", "5").Json;
        var asked = Concord.Succeed("search", "a", "--tile", "1", "-k", "5", "--device", "0").Json;

        Assert.That(asked["hits"]!.ToJsonString(), Is.EqualTo(plain["hits"]!.ToJsonString()));
        Assert.That(plain["search"]!["device"], Is.Null);
        var device = asked["search"]!["device"]!;
        if (device["name"] is null)
        {
            Assert.That((long)device["scans"]!, Is.Zero);
            Assert.That((string?)device["reason"], Does.Contain("no CUDA device"));
        }
        else
        {
            Assert.That(((long)device["scans"]!, device["reason"]), Is.EqualTo((1L, (JsonNode?)null)));
        }
    }

    [TestCase("--slide")]
    [TestCase("--within")]
    public void Search_SlidesOnADevice_GiveTheSameAndSayWhatItDid(string by)
    {
        Indexed("a", count: 4);
        var slide = (string)Concord.Succeed("search", "a", "--tile", "1", "-k", "1", "--exclude", "none").Json["hits"]![0]!["slide"]!;
        string[] query = by == "--slide" ? ["search", "a", "--slide", slide, "--exclude", "none"] : ["search", "a", "--tile", "1", "--within", slide];
        var answer = by == "--slide" ? "slides" : "tiles";

        var plain = Concord.Succeed(query).Json;
        var asked = Concord.Succeed([.. query, "--device", "0:2:float16"]).Json;

        Assert.That(asked[answer]!.ToJsonString(), Is.EqualTo(plain[answer]!.ToJsonString()));
        Assert.That(plain["search"]!["device"], Is.Null);
        var device = asked["search"]!["device"]!;
        Assert.That(device["name"] is null, Is.EqualTo(device["reason"] is not null));
        Assert.That((long)device["scans"]! > 0, Is.EqualTo(device["name"] is not null));
    }

    [TestCase("x")]
    [TestCase("0:none")]
    [TestCase("0,0")]
    public void Search_DeviceThatCannotBe_IsABadArgument(string device)
    {
        Indexed("a", count: 1);

        var refused = Concord.Fail(2, "bad_argument", "search", "a", "--tile", "1", "--device", device);

        Assert.That((string?)refused.Error["message"], Does.Contain($"\"{device}\""));
    }

    [Test]
    public void Doctor_Gpu_SaysWhatWasFound()
    {
        var gpu = Concord.Run("doctor", "--json").Json["checks"]!.AsArray().Single(check => (string?)check!["check"] == "gpu")!;

        Assert.That((string?)gpu["verdict"], Is.EqualTo("ok"));
        Assert.That((string?)gpu["found"], Does.StartWith("--device 0: ").Or.StartWith("none: no CUDA device"));
    }
}
