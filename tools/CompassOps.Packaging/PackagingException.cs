using System;

namespace CompassOps.Packaging;

/// <summary>Something that has to be right before a package can be made is not; the message says what.</summary>
internal sealed class PackagingException(string message) : Exception(message);
