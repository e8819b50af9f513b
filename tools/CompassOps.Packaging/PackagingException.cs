using System;

namespace CompassOps.Packaging;

/// <summary>A package cannot be created. The message has the reason.</summary>
internal sealed class PackagingException(string message) : Exception(message);
