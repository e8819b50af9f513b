using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CompassOps.Precompile;

// Usage: CompassOps.Precompile <list of types> <profile to write> <assembly>...
HashSet<string> types = [.. File.ReadLines(args[0]).Where(line => line.Length > 0 && line[0] != '#')];
using StartupProfile profile = new();
string[] missing = [.. types.Except(args.Skip(2).SelectMany(assembly => profile.Add(assembly, types)))];
if (missing.Length > 0)
{
    Console.Error.WriteLine($"{args[0]}: error: These types do not exist: {string.Join(", ", missing)}. Correct or remove these lines.");
    return 1;
}

profile.Write(args[1]);
return 0;
