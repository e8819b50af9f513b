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

/// <summary>
/// The server that every measure uses, in a process of its own: on loopback, over plain HTTP, over HTTPS with HTTP/1.1 only, and over HTTPS
/// with HTTP/2.
/// </summary>
internal static class BenchServer
{
    /// <summary>
    /// Serves until standard input ends, which happens when the parent process ends. Writes the certificate to a file, then the three
    /// roots to standard output.
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
            // The content of the input does not matter, only its end.
        }

        return 0;
    }
}
