using System;

namespace CompassOps.Packaging;

/// <summary>The package cannot be created. The message contains the reason.</summary>
internal sealed class PackagingException(string message) : Exception(message);
