// What the compiler needs for init accessors and what .NET Standard 2.0 lacks.
#if NETSTANDARD2_0
namespace System.Runtime.CompilerServices;

/// <summary>Marks init accessors; the compiler looks for it by name.</summary>
internal static class IsExternalInit
{
}
#endif
