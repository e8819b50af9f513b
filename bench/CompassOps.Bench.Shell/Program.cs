using Microsoft.PowerShell;

return UnmanagedPSEntry.Start(args, args.Length);
