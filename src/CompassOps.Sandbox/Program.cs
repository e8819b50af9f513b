// The sandbox as a program of its own.
using System;
using System.Threading;
using CompassOps.Sandbox;

using SandboxServer server = SandboxServer.Start();
Console.WriteLine(server.BaseUri);
Thread.Sleep(Timeout.Infinite);
