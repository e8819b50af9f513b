// What every test here needs.
global using Xunit;
