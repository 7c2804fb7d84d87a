using System.Globalization;

namespace PromptGen.Reports.Markup;

/// <summary>Numbers as a reader reads them.</summary>
internal static class Format
{
    /// <summary>A share, in percent; small ones are not rounded to nothing.</summary>
    public static string Share(double share) => share is > 0 and < 0.001 ? Invariant($"{100 * share:0.###} %") : Invariant($"{100 * share:0.0} %");

    public static string Count(long count) => Invariant($"{count:N0}");

    public static string Loss(double loss) => double.IsFinite(loss) ? Invariant($"{loss:0.0000}") : loss.ToString(CultureInfo.InvariantCulture);

    /// <summary>A learning rate, such as 5e-3.</summary>
    public static string Rate(double rate) => rate == 0 ? "0" : rate.ToString("0.###e-0", CultureInfo.InvariantCulture);

    /// <summary>A number of no known size.</summary>
    public static string Number(double number) => number.ToString("g4", CultureInfo.InvariantCulture);

    public static string Bytes(long bytes) => bytes switch
    {
        < 1024 => Invariant($"{bytes} bytes"),
        < 1024 * 1024 => Invariant($"{bytes / 1024.0:0.0} KiB"),
        < 1024L * 1024 * 1024 => Invariant($"{bytes / (1024.0 * 1024):0.0} MiB"),
        _ => Invariant($"{bytes / (1024.0 * 1024 * 1024):0.0} GiB"),
    };

    public static string Duration(double seconds) => TimeSpan.FromSeconds(seconds) switch
    {
        { TotalSeconds: < 10 } time => Invariant($"{time.TotalSeconds:0.0} s"),
        { TotalMinutes: < 1 } time => Invariant($"{time.TotalSeconds:0} s"),
        { TotalHours: < 1 } time => Invariant($"{time.Minutes} min {time.Seconds} s"),
        var time => Invariant($"{(int)time.TotalHours} h {time.Minutes} min"),
    };

    public static string Moment(DateTimeOffset moment) => moment.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);

    public static string Plural(int count, string noun) => Invariant($"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
