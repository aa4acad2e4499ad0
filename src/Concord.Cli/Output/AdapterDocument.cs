namespace Concord.Cli.Output;

/// <summary>An adapter as JSON.</summary>
internal static class AdapterDocument
{
    internal static object From(AdapterCard card) => new
    {
        id = card.Id,
        label = card.Label,
        split = card.Split,
        architecture = Format.Word(card.Shape.Architecture),
        input = card.Shape.Input,
        dimension = card.Shape.Dimension,
        parameters = card.Shape.WeightCount,
        classes = card.Classes.Select(c => new { label = c.Label, rows = c.Rows, patients = c.Patients }).ToList(),
        seed = card.Options.Seed,
        epochs = card.Epochs,
        folds = card.Options.Folds,
        cross_validation = card.CrossValidation.Select(e => new { epoch = e.Epoch, loss = e.Loss, validation_loss = e.ValidationLoss, validation_accuracy = e.ValidationAccuracy }).ToList(),
        base_space = card.Base.Id,
        sha256 = card.WeightsSha256,
        date = card.Date,
    };
}
