using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace CompassOps.Bench.Server;

/// <summary>The server that receives the requests of all measurements. It supports HTTP, HTTPS with only HTTP/1.1, and HTTPS with HTTP/2.</summary>
internal static class BenchServer
{
    /// <summary>
    /// Writes the certificate to a file. Writes three base addresses to the standard output: for HTTP, for HTTPS with only HTTP/1.1,
    /// and for HTTPS with HTTP/2. Runs until the parent process closes the standard input.
    /// </summary>
    public static async Task<int> RunAsync(string certificateFile)
    {
        using X509Certificate2 certificate = LoopbackCertificate.Create();
        await File.WriteAllTextAsync(certificateFile, certificate.ExportCertificatePem());
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.UseHttps(certificate);
            });
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(certificate);
            });
        });
        await using WebApplication server = builder.Build();
        Responses responses = new();
        server.Run(responses.WriteAsync);
        await server.StartAsync();
        IServerAddressesFeature addresses = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        Console.WriteLine(string.Join(' ', addresses.Addresses.Select(address => address.TrimEnd('/'))));
        while (await Console.In.ReadLineAsync() is not null)
        {
            // The parent process sends no lines. It closes the input to end the server.
        }

        return 0;
    }
}
