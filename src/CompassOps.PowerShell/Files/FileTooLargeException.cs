using System.IO;

namespace CompassOps.Files;

/// <summary>Is thrown if a file is larger than <see cref="DeclarationFile.MaximumBytes"/>.</summary>
internal sealed class FileTooLargeException : IOException
{
}
