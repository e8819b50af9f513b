using System.IO;

namespace CompassOps.Files;

/// <summary>Thrown if a file is larger than <see cref="DeclarationFile.MaximumBytes"/>.</summary>
internal sealed class FileTooLargeException : IOException
{
}
