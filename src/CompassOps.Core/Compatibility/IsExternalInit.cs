// The compiler needs this type for init accessors, but .NET Standard 2.0 does not define it.
#if NETSTANDARD2_0
namespace System.Runtime.CompilerServices;

internal static class IsExternalInit
{
}
#endif
