using System.Globalization;

namespace PromptGen.Reports.Markup;

/// <summary>Numbers as a reader reads them.</summary>
public static class Format
{
    /// <summary>A share, in percent; small ones are not rounded to nothing.</summary>
    public static string Share(double share) => share is > 0 and < 0.001 ? Invariant($"{100 * share:0.###} %") : Invariant($"{100 * share:0.0} %");

    /// <summary>A whole number, with separators of thousands.</summary>
    public static string Count(long count) => Invariant($"{count:N0}");

    /// <summary>A loss, with four decimal places.</summary>
    public static string Loss(double loss) => double.IsFinite(loss) ? Invariant($"{loss:0.0000}") : loss.ToString(CultureInfo.InvariantCulture);

    /// <summary>A learning rate, such as 5e-3.</summary>
    public static string Rate(double rate) => rate == 0 ? "0" : rate.ToString("0.###e-0", CultureInfo.InvariantCulture);

    /// <summary>A number of no known size.</summary>
    public static string Number(double number) => number.ToString("g4", CultureInfo.InvariantCulture);

    /// <summary>A size, in the largest binary unit of which there is one.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1024 => Invariant($"{bytes} bytes"),
        < 1024 * 1024 => Invariant($"{bytes / 1024.0:0.0} KiB"),
        < 1024L * 1024 * 1024 => Invariant($"{bytes / (1024.0 * 1024):0.0} MiB"),
        _ => Invariant($"{bytes / (1024.0 * 1024 * 1024):0.0} GiB"),
    };

    /// <summary>A time, as exact as is worth reading.</summary>
    public static string Duration(double seconds) => TimeSpan.FromSeconds(seconds) switch
    {
        { TotalSeconds: < 10 } time => Invariant($"{time.TotalSeconds:0.0} s"),
        { TotalMinutes: < 1 } time => Invariant($"{time.TotalSeconds:0} s"),
        { TotalHours: < 1 } time => Invariant($"{time.Minutes} min {time.Seconds} s"),
        var time => Invariant($"{(int)time.TotalHours} h {time.Minutes} min"),
    };

    /// <summary>A date and a time with its zone.</summary>
    public static string Moment(DateTimeOffset moment) => moment.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);

    /// <summary>A number of things, such as <c>1 seed</c> or <c>3 seeds</c>.</summary>
    public static string Plural(int count, string noun) => Invariant($"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>A text whose numbers are written the same in every country.</summary>
    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
