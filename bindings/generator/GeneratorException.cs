namespace Concord.Bindings;

/// <summary>The header, the machine or the arguments do not allow to go on; the text says what to change.</summary>
internal sealed class GeneratorException(string message) : Exception(message);
