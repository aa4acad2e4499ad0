using MessagePack;

namespace Concord.Client;

/// <summary>The params of a request: names and values, written in the order they were added. Values that are null are left out.</summary>
public sealed class RequestMap
{
    private readonly List<(string Name, object Value)> _entries = [];

    public RequestMap Add(string name, object? value)
    {
        if (value is not null) _entries.Add((name, value));
        return this;
    }

    internal void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(_entries.Count);
        foreach (var (name, value) in _entries)
        {
            writer.Write(name);
            Write(ref writer, value);
        }
    }

    private static void Write(ref MessagePackWriter writer, object value)
    {
        switch (value)
        {
            case string text: writer.Write(text); break;
            case bool flag: writer.Write(flag); break;
            case int whole: writer.Write(whole); break;
            case long whole: writer.Write(whole); break;
            case double number: writer.Write(number); break;
            case byte[] bytes: writer.Write(bytes); break;
            case RequestMap map: map.Write(ref writer); break;
            case System.Collections.IEnumerable list: WriteList(ref writer, [.. list.Cast<object>()]); break;
            default: throw new ArgumentException($"a value of type {value.GetType().Name} cannot be sent");
        }
    }

    private static void WriteList(ref MessagePackWriter writer, object[] list)
    {
        writer.WriteArrayHeader(list.Length);
        foreach (var item in list) Write(ref writer, item);
    }
}
