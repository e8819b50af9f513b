// What every test here needs; FsCheck has an Outcome of its own.
global using Xunit;
global using Outcome = CompassOps.Http.Outcome;
