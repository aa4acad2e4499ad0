using System.CommandLine;
using System.Globalization;

namespace Concord.Cli.CommandLine;

/// <summary>Arguments and options that several verbs have, so that they read and behave the same everywhere.</summary>
internal static class Syntax
{
    internal static Argument<string> CollectionName() => new("NAME")
    {
        Description = "A collection: a name, or a path when it has a '/'",
    };

    internal static Argument<string> ModelId() => new("ID") { Description = "A model, as \"concord model list\" shows it" };

    internal static Argument<string> PluginId() => new("ID") { Description = "A plugin, as \"concord plugin list\" shows it" };

    internal static Option<Exclusion> Exclude(string description) =>
        Choice("--exclude", description, Exclusion.Patient, Enum.GetValues<Exclusion>());

    /// <summary>An option whose values are the members of an enum, in small letters.</summary>
    internal static Option<T> Choice<T>(string name, string description, T standard, params T[] values)
        where T : struct, Enum
    {
        var words = values.ToDictionary(Output.Format.Word, value => value);
        return new Option<T>(name)
        {
            Description = description,
            HelpName = string.Join('|', words.Keys),
            DefaultValueFactory = _ => standard,
            CustomParser = result =>
            {
                var word = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
                if (words.TryGetValue(word, out var value)) return value;
                result.AddError($"{name} cannot be \"{word}\"; use {string.Join(", ", words.Keys)}.");
                return default;
            },
        };
    }

    /// <summary>An option for a whole number of at least 1.</summary>
    internal static Option<int?> AtLeastOne(string name, string help, string description, params string[] aliases)
    {
        var option = new Option<int?>(name, aliases) { Description = description, HelpName = help };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number < 1)
            {
                result.AddError($"{name} is {number}; it must be at least 1.");
            }
        });
        return option;
    }
}
