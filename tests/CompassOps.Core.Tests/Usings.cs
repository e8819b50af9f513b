global using CompassOps.Tests.Shared;
global using Xunit;
