namespace PromptGen.Tasks.Reading;

/// <summary>What is wrong in one file: all of it is counted, and the first of it reported together.</summary>
internal sealed class Damages(string file)
{
    private const int Reported = 10;

    private readonly List<string> first = [];
    private int count;

    public void Add(SourceLine source, DamagedLine damage)
    {
        if (count++ < Reported) first.Add($"{source with { Line = damage.Line ?? source.Line, Column = damage.Column }}: {damage.Message}");
    }

    /// <summary>Reads one example; null where there is none, or a damaged one, which is then noted.</summary>
    public T? Try<T>(SourceLine source, Func<T?> read) where T : class
    {
        try
        {
            return read();
        }
        catch (DamagedLine e)
        {
            Add(source, e);
            return null;
        }
    }

    /// <exception cref="DataException">Something is damaged.</exception>
    public void ThrowIfAny()
    {
        if (count == 1) throw new DataException(first[0]);
        if (count > 1)
            throw new DataException([$"{file}: {count} damaged lines{(count > Reported ? $", of which the first {Reported}" : "")}:", .. first]);
    }
}
