package dev.tocsin.templates;

import dev.tocsin.notation.GoQuote;
import dev.tocsin.templates.Statement.Body;
import dev.tocsin.templates.Statement.Branch;
import dev.tocsin.templates.Statement.Call;
import dev.tocsin.templates.Statement.Exit;
import dev.tocsin.templates.Statement.LoopControl;
import dev.tocsin.templates.Statement.Print;
import dev.tocsin.templates.Statement.Range;
import java.util.Iterator;
import java.util.List;

/** Executes statements for one dot. */
final class StatementExecutor implements Statement.Cases<Exit> {
    private final Rendering rendering;
    private final Frame frame;
    private final Object dot;
    private final PipelineEvaluator evaluator;

    private StatementExecutor(Rendering rendering, Frame frame, Object dot) {
        this.rendering = rendering;
        this.frame = frame;
        this.dot = dot;
        this.evaluator = new PipelineEvaluator(rendering, frame, dot);
    }

    /** @throws TemplateFailedException if the template fails with this dot */
    static void of(Definition definition, Rendering rendering, Object dot) {
        var frame = new Frame(definition, dot);
        try {
            new StatementExecutor(rendering, frame, dot).body(definition.body());
        } catch (FunctionFailedException failure) {
            throw frame.failed(failure.getMessage(), failure);
        }
    }

    Exit body(Body body) {
        rendering.budget().enter();
        var exit = Exit.END;
        for (var statement : body.statements()) {
            frame.setCurrent(statement);
            rendering.budget().step();
            exit = statement.match(this);
            if (exit != Exit.END) {
                break;
            }
        }
        rendering.budget().leave();
        return exit;
    }

    @Override
    public Exit text(Statement.Text text) {
        rendering.output().literal(text.text());
        return Exit.END;
    }

    @Override
    public Exit print(Print print) {
        var value = evaluator.pipeline(print.pipeline());
        if (print.pipeline().variables().isEmpty()) {
            frame.setCurrent(print);
            rendering.output().value(value);
        }
        return Exit.END;
    }

    @Override
    public Exit branch(Branch branch) {
        var mark = frame.mark();
        var value = evaluator.pipeline(branch.pipeline());
        var exit = Values.isTrue(value)
                ? with(branch.movesDot() ? value : dot).body(branch.then())
                : body(branch.otherwise());
        frame.popTo(mark);
        return exit;
    }

    @Override
    public Exit range(Range range) {
        var mark = frame.mark();
        var value = evaluator.pipeline(range.pipeline());
        var entries = RangeEntry.iterator(value, range.pipeline().variables().size())
                .orElseThrow(() -> frame.failed(RangeEntry.complaint(value)));
        var exit = Exit.END;
        if (entries.hasNext()) {
            loop(range, entries);
        } else {
            exit = body(range.otherwise());
        }
        frame.popTo(mark);
        return exit;
    }

    private void loop(Range range, Iterator<RangeEntry> entries) {
        var mark = frame.mark();
        var exit = Exit.END;
        while (exit != Exit.BREAK && entries.hasNext()) {
            var entry = entries.next();
            assign(range.pipeline().variables(), entry);
            exit = with(entry.value()).body(range.each());
            frame.popTo(mark);
        }
    }

    // Evaluating the pipeline has pushed the variables already, with the value of the whole pipeline.
    private void assign(List<String> variables, RangeEntry entry) {
        if (!variables.isEmpty()) {
            frame.assign(variables.get(variables.size() - 1), entry.value());
        }
        if (variables.size() > 1) {
            frame.assign(variables.get(0), entry.key());
        }
    }

    @Override
    public Exit call(Call call) {
        var definition = rendering.templates().find(call.name());
        if (definition.isEmpty()) {
            throw frame.failed("template %s not defined".formatted(GoQuote.quote(call.name())));
        }
        var argument = call.pipeline().commands().isEmpty() ? null : evaluator.pipeline(call.pipeline());
        rendering.budget().enter();
        of(definition.get(), rendering, argument);
        rendering.budget().leave();
        return Exit.END;
    }

    @Override
    public Exit loopControl(LoopControl loopControl) {
        return loopControl.exit();
    }

    private StatementExecutor with(Object otherDot) {
        return otherDot == dot ? this : new StatementExecutor(rendering, frame, otherDot);
    }
}
