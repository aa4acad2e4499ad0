using System.Runtime.CompilerServices;

// Nothing is converted behind our back: what crosses is blittable, and text is turned into UTF-8 by the generated imports.
[assembly: DisableRuntimeMarshalling]
