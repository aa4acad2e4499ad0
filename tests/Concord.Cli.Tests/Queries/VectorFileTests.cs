using System.Text;
using Concord.Cli.CommandLine;
using Concord.Cli.Queries;

namespace Concord.Cli.Tests.Queries;

[TestFixture]
internal sealed class VectorFileTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("concord-vector-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase("[1, -2.5, 3e-2]")]
    [TestCase("1,-2.5,3e-2")]
    [TestCase("\uFEFF1;-2.5;0.03\r\n")]
    [TestCase("1\n-2.5\n0.03\n")]
    public void Read_Text_GivesTheNumbers(string text) =>
        Assert.That(VectorFile.Read(Write("v.txt", Encoding.UTF8.GetBytes(text))), Is.EqualTo(new[] { 1f, -2.5f, 0.03f }));

    [TestCase("")]
    [TestCase("[]")]
    [TestCase("1,two,3")]
    [TestCase("[1, {}]")]
    public void Read_TextThatIsNoVector_IsRefused(string text) =>
        Assert.That(() => VectorFile.Read(Write("v.txt", Encoding.UTF8.GetBytes(text))), Throws.TypeOf<UsageException>());

    [TestCase("<f4", "(3,)", 4)]
    [TestCase("<f8", "(3,)", 8)]
    [TestCase("<f2", "(1, 3)", 2)]
    public void Read_Npy_GivesTheNumbers(string type, string shape, int width) =>
        Assert.That(VectorFile.Read(Write("v.npy", Npy(type, shape, width))), Is.EqualTo(new[] { 1f, -2.5f, 0.5f }));

    [TestCase("<i8", "(3,)", 8, "type")]
    [TestCase(">f4", "(3,)", 4, "type")]
    [TestCase("<f4", "(2, 3)", 4, "one vector")]
    [TestCase("<f4", "(3, 1)", 4, "one vector")]
    [TestCase("<f4", "(0,)", 4, "no elements")]
    [TestCase("<f4", "(7,)", 4, "ends before")]
    [TestCase("<f4", "(4611686018427387904, 4611686018427387904)", 4, "ends before")]
    [TestCase("<f4", "(99999999999999999999999,)", 4, "shape")]
    [TestCase("<f4", "(99999999999,)", 4, "ends before")]
    public void Read_NpyThatIsNoVector_IsRefusedWithTheReason(string type, string shape, int width, string reason) =>
        Assert.That(() => VectorFile.Read(Write("v.npy", Npy(type, shape, width))), Throws.TypeOf<UsageException>().With.Message.Contains(reason));

    [Test]
    public void Read_NpyCutAtAnyByte_IsRefused()
    {
        var whole = Npy("<f4", "(3,)", 4);
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.That(() => VectorFile.Read(Write("v.npy", whole[..length])), Throws.TypeOf<UsageException>(), $"cut at {length}");
        }
    }

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static byte[] Npy(string type, string shape, int width)
    {
        var header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n";
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0]);
        writer.Write((ushort)header.Length);
        writer.Write(Encoding.ASCII.GetBytes(header));
        foreach (var value in new[] { 1.0, -2.5, 0.5 })
        {
            if (width == 2) writer.Write((Half)value);
            else if (width == 4) writer.Write((float)value);
            else writer.Write(value);
        }

        return file.ToArray();
    }
}
