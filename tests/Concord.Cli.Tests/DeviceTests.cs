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

    [TestCase("x")]
    [TestCase("0:none")]
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
