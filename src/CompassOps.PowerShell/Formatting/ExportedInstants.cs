using System;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;

namespace CompassOps.Formatting;

/// <summary>
/// Contains the get and set methods of the date properties in CompassOps.Types.ps1xml. Each date is a DateTimeOffset whose text is in ISO
/// 8601 format, so that Export-Csv writes the same text in every culture. To convert a hashtable to an object, PowerShell calls the set
/// methods.
/// </summary>
public static class ExportedInstants
{
    public static object? GetStartDate(PSObject instance) => Read(instance, "StartDate");

    public static void SetStartDate(PSObject instance, object? value) => Write(instance, "StartDate", value);

    public static object? GetEndDate(PSObject instance) => Read(instance, "EndDate");

    public static void SetEndDate(PSObject instance, object? value) => Write(instance, "EndDate", value);

    public static object? GetSentAt(PSObject instance) => Read(instance, "SentAt");

    public static void SetSentAt(PSObject instance, object? value) => Write(instance, "SentAt", value);

    public static object? GetAt(PSObject instance) => Read(instance, "At");

    public static void SetAt(PSObject instance, object? value) => Write(instance, "At", value);

    public static object? GetRaisedAt(PSObject instance) => Read(instance, "RaisedAt");

    public static void SetRaisedAt(PSObject instance, object? value) => Write(instance, "RaisedAt", value);

    public static object? GetReceivedAt(PSObject instance) => Read(instance, "ReceivedAt");

    public static void SetReceivedAt(PSObject instance, object? value) => Write(instance, "ReceivedAt", value);

    public static object? GetConnectedAt(PSObject instance) => Read(instance, "ConnectedAt");

    public static object? GetStartedAt(PSObject instance) => Read(instance, "StartedAt");

    public static object? GetNow(PSObject instance) => Read(instance, "Now");

    public static object? GetDesired(PSObject instance) => ReadAny(instance, "Desired");

    public static void SetDesired(PSObject instance, object? value) => Write(instance, "Desired", value);

    public static object? GetActual(PSObject instance) => ReadAny(instance, "Actual");

    public static void SetActual(PSObject instance, object? value) => Write(instance, "Actual", value);

    // Reads a property that can also contain values other than dates.
    private static object? ReadAny(PSObject instance, string property) => Read(instance, property) ?? Base(instance, property).Value;

    private static PSObject? Read(PSObject instance, string property) =>
        Base(instance, property).Value is DateTimeOffset instant ? Printable(instant) : null;

    private static void Write(PSObject instance, string property, object? value) => Base(instance, property).Value = value;

    private static PSPropertyInfo Base(PSObject instance, string property) => ((PSMemberSet)instance.Members["psbase"]).Properties[property];

    private static PSObject Printable(DateTimeOffset instant)
    {
        PSObject printable = new(instant);
        printable.Methods.Add(new IsoToString(instant));
        return printable;
    }

    // Replaces the ToString method of a date. A PSCodeMethod would be simpler, but has only one overload. PowerShell passes a format string
    // only to a method with several overloads.
    private sealed class IsoToString : PSMethodInfo
    {
        private readonly DateTimeOffset _instant;

        public IsoToString(DateTimeOffset instant)
        {
            _instant = instant;
            SetMemberName(nameof(ToString));
        }

        public override Collection<string> OverloadDefinitions => new()
        {
            "string ToString()", "string ToString(string format)", "string ToString(string format, System.IFormatProvider formatProvider)",
        };

        public override PSMemberTypes MemberType => PSMemberTypes.CodeMethod;

        public override string TypeNameOfValue => typeof(IsoToString).FullName!;

        public override PSMemberInfo Copy() => new IsoToString(_instant);

        public override object Invoke(params object[] arguments)
        {
            string? format = null;
            IFormatProvider? provider = null;
            foreach (object? argument in arguments)
            {
                object? value = argument is PSObject wrapped ? wrapped.BaseObject : argument;
                format = value as string ?? format;
                provider = value as IFormatProvider ?? provider;
            }

            return string.IsNullOrEmpty(format)
                ? _instant.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture)
                : _instant.ToString(format, provider ?? CultureInfo.CurrentCulture);
        }
    }
}
