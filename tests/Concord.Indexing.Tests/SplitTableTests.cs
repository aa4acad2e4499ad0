namespace Concord.Indexing.Tests;

[TestFixture]
internal sealed class SplitTableTests
{
    private string _path = "";

    [SetUp]
    public void MakeFile() => _path = Path.GetTempFileName();

    [TearDown]
    public void RemoveFile() => File.Delete(_path);

    [TestCase("id", "7")]
    [TestCase("slide", "S")]
    [TestCase("case", "C")]
    [TestCase("Patient", "P")]
    public void Read_EachColumn_NamesByIt(string column, string name)
    {
        var table = Read($"{column},split,note\n{name},Test,x\nanother,train,\nthird,val,\n");
        Assert.That((table.Of(7, "S", "C", "P"), table.Of(8, "T", "D", "Q"), table.Count), Is.EqualTo(("test", (string?)null, 3)));
        Assert.That(table.Unmatched(new HashSet<string> { name }), Is.EqualTo(2));
    }

    [TestCase("slide\na\n", "\"split\" is missing")]
    [TestCase("file,split\na,test\n", "no column says")]
    [TestCase("slide,patient,split\na,b,test\n", "could both")]
    [TestCase("slide,split\na,test\na,train\n", "line 3")]
    [TestCase("slide,split\na,test\nb\n", "line 3")]
    [TestCase("slide,split\na,test\n,train\n", "line 3")]
    [TestCase("slide,split\na,test\n", "\"train\"")]
    [TestCase("", "empty")]
    public void Read_WhatCannotBe_IsRefusedWithItsPlace(string text, string because) => Assert.That(
        () => Read(text), Throws.TypeOf<ConcordArgumentException>().With.Message.Contains(because).And.Message.Contains(_path));

    [Test]
    public void Read_NoFile_IsNotFound() => Assert.That(() => SplitTable.Read(_path + ".absent"), Throws.TypeOf<ConcordNotFoundException>());

    private SplitTable Read(string text)
    {
        File.WriteAllText(_path, text);
        return SplitTable.Read(_path);
    }
}
