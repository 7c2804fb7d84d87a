using Spectre.Console;
using Spectre.Console.Rendering;

namespace PromptGen.Cli.Terminal;

/// <summary>
/// What a command tells a person on standard output. Control characters are shown (<see cref="VisibleText"/>), whatever is written. Long lines are broken
/// at the width of a terminal, and are left whole where nobody looks at them as a page.
/// </summary>
internal sealed class Screen
{
    private readonly IAnsiConsole console;

    /// <param name="writer">Where it goes.</param>
    /// <param name="isTerminal">Whether somebody looks at it.</param>
    public Screen(TextWriter writer, bool isTerminal)
    {
        IsTerminal = isTerminal;
        console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = InteractionSupport.No,
            Out = new Output(writer, isTerminal),
        });
        console.Pipeline.Attach(new ShowControlCharacters());
    }

    /// <summary>A screen that shows nothing.</summary>
    public static Screen Dark { get; } = new(TextWriter.Null, isTerminal: false);

    /// <summary>Whether a line can be renewed.</summary>
    public bool IsTerminal { get; }

    /// <summary>Ends a line, or leaves one empty.</summary>
    public void WriteLine() => console.WriteLine();

    /// <summary>Writes one line, whatever the text holds.</summary>
    public void WriteLine(string text) => console.WriteLine(VisibleText.Of(text));

    /// <summary>Writes a line that is there to be copied: it is not broken at the width of a terminal.</summary>
    public void WriteCommand(string command) => console.Profile.Out.Writer.WriteLine(VisibleText.Of(command));

    /// <summary>Writes facts below each other.</summary>
    public void Rows(IEnumerable<(string Name, string Value)> rows)
    {
        foreach (var (name, value) in rows) WriteLine($"{name,-11} {value}");
    }

    /// <summary>Draws what Spectre.Console can draw.</summary>
    public void Draw(IRenderable what) => console.Write(what);

    /// <summary>Puts a line, as much of it as there is room for, in the place of the one where the cursor is.</summary>
    public void Renew(string text)
    {
        if (console.Profile.Capabilities.Ansi) console.Write(new ControlCode("\r\u001b[2K"));
        var shown = VisibleText.Of(text);
        console.Write(new Text(shown.Length < console.Profile.Width ? shown : shown[..(console.Profile.Width - 1)]));
    }

    private sealed class Output(TextWriter writer, bool isTerminal) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;
        public bool IsTerminal => isTerminal;
        public int Width => isTerminal ? Math.Max(Console.WindowWidth, 1) : int.MaxValue;
        public int Height => isTerminal ? Math.Max(Console.WindowHeight, 1) : int.MaxValue;

        /// <summary>It is UTF-8, always.</summary>
        public void SetEncoding(System.Text.Encoding encoding)
        {
        }
    }

    private sealed class ShowControlCharacters : IRenderHook
    {
        public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) =>
            renderables.Select(inner => inner is ControlCode ? inner : new Shown(inner));
    }

    private sealed class Shown(IRenderable inner) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => inner.Render(options, maxWidth).Select(segment =>
            segment.IsLineBreak || segment.IsControlCode ? segment : new Segment(VisibleText.Of(segment.Text), segment.Style));
    }
}
