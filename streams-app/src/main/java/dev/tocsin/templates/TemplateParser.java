package dev.tocsin.templates;

import dev.tocsin.notation.GoQuote;
import dev.tocsin.templates.Statement.Body;
import dev.tocsin.templates.Statement.Branch;
import dev.tocsin.templates.Statement.Exit;
import dev.tocsin.templates.Statement.Range;
import dev.tocsin.templates.TemplateToken.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Recursive-descent parser of templates. */
final class TemplateParser {
    /** The action that ended a list of statements. */
    private enum Stop {
        END,
        ELSE
    }

    private record ParsedBody(Body body, Stop stop) {}

    private final TemplateTokenStream tokens;
    private final TemplateSource source;
    private final PipelineParser pipelines;
    private final Map<String, Definition> definitions = new LinkedHashMap<>();
    private int loops;
    private Stop stop;

    private TemplateParser(TemplateSource source, Predicate<String> functions) {
        this.source = source;
        this.tokens = new TemplateTokenStream(source.name(), source.text());
        this.pipelines = new PipelineParser(tokens, functions);
    }

    /**
     * Parses a text. Returns all its definitions by name; the last is the text's own body.
     *
     * @param functions whether a function exists
     * @throws TemplateSyntaxException with Go's message
     */
    static Map<String, Definition> parse(String name, String text, Predicate<String> functions) {
        return new TemplateParser(new TemplateSource(name, text), functions).parse();
    }

    private Map<String, Definition> parse() {
        var statements = new ArrayList<Statement>();
        while (!tokens.peek().is(Kind.EOF)) {
            if (!definition()) {
                var statement = textOrAction();
                if (statement == null) {
                    throw tokens.syntaxError("unexpected " + (stop == Stop.END ? "{{end}}" : "{{else}}"));
                }
                statements.add(statement);
            }
        }
        define(source.name(), new Body(statements));
        return definitions;
    }

    private boolean definition() {
        var mark = tokens.mark();
        if (tokens.next().is(Kind.LEFT_DELIMITER) && tokens.nextAfterSpace().is(Kind.DEFINE)) {
            var name = name("define clause");
            tokens.expect(Kind.RIGHT_DELIMITER, "define clause");
            define(name, isolatedBody("define clause"));
            return true;
        }
        tokens.backTo(mark);
        return false;
    }

    private void define(String name, Body body) {
        var before = definitions.get(name);
        if (before != null && !before.body().isBlank() && !body.isBlank()) {
            throw tokens.syntaxError("template: multiple definition of template " + GoQuote.quote(name));
        }
        if (before == null || before.body().isBlank()) {
            definitions.put(name, new Definition(name, source, body));
        }
    }

    /** Parses a body with a scope of its own: outer variables are not visible. */
    private Body isolatedBody(String context) {
        var outer = pipelines.beginScope();
        var outerLoops = loops;
        loops = 0;
        var parsed = statements();
        loops = outerLoops;
        pipelines.endScope(outer);
        if (parsed.stop() != Stop.END) {
            throw tokens.syntaxError("unexpected {{else}} in " + context);
        }
        return parsed.body();
    }

    private ParsedBody statements() {
        pipelines.nest();
        var statements = new ArrayList<Statement>();
        while (!tokens.peekAfterSpace().is(Kind.EOF)) {
            var statement = textOrAction();
            if (statement == null) {
                pipelines.unnest();
                return new ParsedBody(new Body(statements), stop);
            }
            statements.add(statement);
        }
        throw tokens.syntaxError("unexpected EOF");
    }

    /** Parses the next statement; null at {@code end} or {@code else}, which {@link #stop} then contains. */
    private Statement textOrAction() {
        var token = tokens.nextAfterSpace();
        if (token.is(Kind.TEXT)) {
            return new Statement.Text(token.position(), token.text());
        }
        if (!token.is(Kind.LEFT_DELIMITER)) {
            throw tokens.unexpected(token, "input");
        }
        tokens.enterAction(token);
        var statement = action();
        tokens.leaveAction();
        return statement;
    }

    private Statement action() {
        tokens.peekAfterSpace();
        var mark = tokens.mark();
        var token = tokens.next();
        switch (token.kind()) {
            case IF, WITH:
                return branch(token);
            case RANGE:
                return range(token);
            case TEMPLATE:
                return call();
            case BLOCK:
                return block();
            case BREAK, CONTINUE:
                return loopControl(token);
            case END:
                tokens.expect(Kind.RIGHT_DELIMITER, "end");
                stop = Stop.END;
                return null;
            case ELSE:
                elseClause();
                return null;
            default:
                tokens.backTo(mark);
                return new Statement.Print(token.position(), pipelines.pipeline("command", Kind.RIGHT_DELIMITER));
        }
    }

    private void elseClause() {
        var next = tokens.peekAfterSpace();
        if (!next.is(Kind.IF) && !next.is(Kind.WITH)) {
            tokens.expect(Kind.RIGHT_DELIMITER, "else");
        }
        stop = Stop.ELSE;
    }

    private Statement loopControl(TemplateToken token) {
        var keyword = "{{" + token.text() + "}}";
        var next = tokens.nextAfterSpace();
        if (!next.is(Kind.RIGHT_DELIMITER)) {
            throw tokens.unexpected(next, keyword);
        }
        if (loops == 0) {
            throw tokens.syntaxError(keyword + " outside {{range}}");
        }
        return new Statement.LoopControl(token.position(), token.is(Kind.BREAK) ? Exit.BREAK : Exit.CONTINUE);
    }

    private Statement branch(TemplateToken keyword) {
        var variables = pipelines.variables();
        var pipeline = pipelines.pipeline(keyword.text(), Kind.RIGHT_DELIMITER);
        var then = statements();
        var otherwise = Body.EMPTY;
        if (then.stop() == Stop.ELSE) {
            otherwise = tokens.peekAfterSpace().is(keyword.kind()) ? elseChain() : elseBody();
        }
        pipelines.keep(variables);
        return new Branch(pipeline.position(), keyword.is(Kind.WITH), pipeline, then.body(), otherwise);
    }

    /** Parses {@code else if} or {@code else with}, which share one {@code end} with the outer branch. */
    private Body elseChain() {
        pipelines.nest();
        var body = new Body(List.of(branch(tokens.next())));
        pipelines.unnest();
        return body;
    }

    private Body elseBody() {
        var parsed = statements();
        if (parsed.stop() != Stop.END) {
            throw tokens.syntaxError("expected end; found {{else}}");
        }
        return parsed.body();
    }

    private Statement range(TemplateToken keyword) {
        var variables = pipelines.variables();
        var pipeline = pipelines.pipeline(keyword.text(), Kind.RIGHT_DELIMITER);
        loops++;
        var each = statements();
        loops--;
        var otherwise = each.stop() == Stop.ELSE ? elseBody() : Body.EMPTY;
        pipelines.keep(variables);
        return new Range(pipeline.position(), pipeline, each.body(), otherwise);
    }

    private Statement call() {
        var position = tokens.peekAfterSpace().position();
        var name = name("template clause");
        return new Statement.Call(position, name, argument());
    }

    private Pipeline argument() {
        if (tokens.peekAfterSpace().is(Kind.RIGHT_DELIMITER)) {
            return Pipeline.none(tokens.next().position());
        }
        return pipelines.pipeline("template clause", Kind.RIGHT_DELIMITER);
    }

    private Statement block() {
        var position = tokens.peekAfterSpace().position();
        var name = name("block clause");
        var pipeline = pipelines.pipeline("block clause", Kind.RIGHT_DELIMITER);
        define(name, isolatedBody("block clause"));
        return new Statement.Call(position, name, pipeline);
    }

    private String name(String context) {
        var token = tokens.nextAfterSpace();
        if (!token.is(Kind.STRING)) {
            throw tokens.unexpected(token, context);
        }
        return pipelines.unquoted(token);
    }
}
