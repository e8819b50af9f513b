// The compiler needs this type for init accessors, but .NET Standard 2.0 does not define it.
#if NETSTANDARD2_0
namespace System.Runtime.CompilerServices;

/// <summary>Marks init accessors. The compiler finds this type by its name.</summary>
internal static class IsExternalInit
{
}
#endif
