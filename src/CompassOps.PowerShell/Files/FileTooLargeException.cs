using System.IO;

namespace CompassOps.Files;

/// <summary>A file is longer than <see cref="DeclarationFile.MaximumBytes"/>.</summary>
internal sealed class FileTooLargeException : IOException
{
}
