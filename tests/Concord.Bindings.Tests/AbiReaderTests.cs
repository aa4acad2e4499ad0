using Concord.Bindings.Reading;

namespace Concord.Bindings.Tests;

internal sealed class AbiReaderTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("concord-header-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase("void concord_f(unsigned long n);", "concord_f(n)")]
    [TestCase("#include <stddef.h>\nvoid concord_f(size_t n);", "concord_f(n)")]
    [TestCase("enum concord_e { CONCORD_A = 1 }; void concord_f(enum concord_e e);", "concord_f(e)")]
    [TestCase("typedef struct concord_s { int n; } concord_s;", "concord_s.n")]
    [TestCase("_Bool concord_f(void);", "concord_f")]
    public void Read_TypeThatMayNotCross_NamesThePlace(string declaration, string place) =>
        Assert.That(() => Read(declaration), Throws.TypeOf<GeneratorException>().With.Message.StartsWith(place + ": "));

    [Test]
    public void Read_PointerToConstPointerToConst_KeepsEveryConst() =>
        Assert.That(Read("void concord_f(const float* const* rows);").Functions[0].Parameters[0].Type.C, Is.EqualTo("const float* const*"));

    [Test]
    public void Read_BrokenHeader_ShowsTheCompilersWords() =>
        Assert.That(() => Read("nonsense here;"), Throws.TypeOf<GeneratorException>().With.Message.Contains("nonsense"));

    [Test]
    public void Read_CommentOfTheFieldBefore_IsNotTakenForTheNext()
    {
        var fields = Read("typedef struct concord_s {\n  int32_t a; /* of a,\n                still of a */\n  int32_t b;\n} concord_s;").Structs[0].Fields;

        Assert.That(fields.Select(f => f.Doc), Is.EqualTo(new[] { "of a, still of a", "" }));
    }

    private Model.Abi Read(string declarations)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "concord"));
        File.WriteAllText(Path.Combine(_folder, "concord/concord.h"),
            "#include <stdint.h>\n#define CONCORD_ABI_MAJOR 1\n#define CONCORD_ABI_MINOR 0\n" + declarations + "\n");
        return AbiReader.Read(_folder, "concord/concord.h");
    }
}
