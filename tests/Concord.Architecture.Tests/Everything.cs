using System.Reflection;

namespace Concord.Architecture.Tests;

/// <summary>Reflection flags and walks that the tests share.</summary>
internal static class Everything
{
    internal const BindingFlags Members =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Every type that a caller outside the assembly can name through its public and protected members.</summary>
    internal static IEnumerable<(MemberInfo Member, Type Type)> Exposed(Assembly assembly) =>
        from type in assembly.GetExportedTypes()
        from member in type.GetMembers(Members)
        from exposed in TypesOf(member)
        from part in Parts(exposed)
        select (member, part);

    private static IEnumerable<Type> TypesOf(MemberInfo member) => member switch
    {
        MethodBase { IsPublic: false, IsFamily: false, IsFamilyOrAssembly: false } => [],
        MethodInfo method => [method.ReturnType, .. method.GetParameters().Select(parameter => parameter.ParameterType)],
        ConstructorInfo constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType),
        FieldInfo { IsPublic: true } or FieldInfo { IsFamily: true } => [((FieldInfo)member).FieldType],
        _ => [],
    };

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!) : [type, .. type.GetGenericArguments().SelectMany(Parts)];
}
