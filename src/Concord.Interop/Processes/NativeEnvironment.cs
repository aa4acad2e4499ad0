using System.Runtime.InteropServices;

namespace Concord.Interop;

/// <summary>Environment variables as native code of this process sees them: what .NET sets stays within .NET on Unix.</summary>
internal static partial class NativeEnvironment
{
    internal static void Set(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);
        if (!OperatingSystem.IsWindows()) _ = SetVariable(name, value, 1);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
