package dev.tocsin.templates;

import dev.tocsin.notation.GoQuote;
import dev.tocsin.templates.Operand.Constant;
import dev.tocsin.templates.Operand.Named;
import dev.tocsin.templates.Operand.Origin;
import dev.tocsin.templates.Operand.Path;
import dev.tocsin.templates.Pipeline.Command;
import dev.tocsin.templates.TemplateToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** Parses the pipelines of actions and tracks the variables in scope. */
final class PipelineParser {
    /** Well below the depth that overflows the stack. */
    private static final int MAX_DEPTH = 100;

    private final TemplateTokenStream tokens;
    private final Predicate<String> functions;
    private List<String> variables = new ArrayList<>(List.of("$"));
    private int depth;

    PipelineParser(TemplateTokenStream tokens, Predicate<String> functions) {
        this.tokens = tokens;
        this.functions = functions;
    }

    /** Starts an empty scope and returns the outer one for {@link #endScope}. */
    List<String> beginScope() {
        var outer = variables;
        variables = new ArrayList<>(List.of("$"));
        return outer;
    }

    void endScope(List<String> outer) {
        variables = outer;
    }

    int variables() {
        return variables.size();
    }

    /** Removes all variables after the first {@code first} ones. */
    void keep(int first) {
        variables.subList(first, variables.size()).clear();
    }

    void nest() {
        depth++;
        if (depth > MAX_DEPTH) {
            throw tokens.syntaxError("nested more than %d deep".formatted(MAX_DEPTH));
        }
    }

    void unnest() {
        depth--;
    }

    Pipeline pipeline(String context, Kind end) {
        nest();
        var position = tokens.peekAfterSpace().position();
        var declared = new ArrayList<String>();
        var assigns = declarations(context, declared);
        var commands = new ArrayList<Command>();
        while (!tokens.peekAfterSpace().is(end)) {
            commands.add(command(context));
        }
        tokens.next();
        check(commands, context);
        unnest();
        return new Pipeline(position, declared, assigns, commands);
    }

    String unquoted(TemplateToken token) {
        try {
            return GoLiteral.text(token.text());
        } catch (IllegalArgumentException e) {
            throw tokens.syntaxError(e.getMessage());
        }
    }

    /** Parses variable declarations. Returns whether they assign existing variables. */
    private boolean declarations(String context, List<String> declared) {
        while (tokens.peekAfterSpace().is(Kind.VARIABLE)) {
            var mark = tokens.mark();
            var variable = tokens.next().text();
            var sign = tokens.nextAfterSpace();
            if (sign.is(Kind.ASSIGN) || sign.is(Kind.DECLARE)) {
                declare(variable, declared);
                return sign.is(Kind.ASSIGN);
            }
            if (!sign.is(Kind.CHARACTER) || !sign.text().equals(",")) {
                tokens.backTo(mark);
                return false;
            }
            declare(variable, declared);
            checkSecond(context, declared);
        }
        return false;
    }

    private void declare(String variable, List<String> declared) {
        declared.add(variable);
        variables.add(variable);
    }

    private void checkSecond(String context, List<String> declared) {
        if (!context.equals("range") || declared.size() > 1) {
            throw tokens.syntaxError("too many declarations in " + context);
        }
        var next = tokens.peekAfterSpace();
        if (!next.is(Kind.VARIABLE) && !next.is(Kind.RIGHT_DELIMITER) && !next.is(Kind.RIGHT_PAREN)) {
            throw tokens.syntaxError("range can only initialize variables");
        }
    }

    private void check(List<Command> commands, String context) {
        if (commands.isEmpty()) {
            throw tokens.syntaxError("missing value for " + context);
        }
        for (var i = 1; i < commands.size(); i++) {
            var head = commands.get(i).head();
            if (head instanceof Constant || head instanceof Path path && path.isDot()) {
                throw tokens.syntaxError("non executable command in pipeline stage " + (i + 1));
            }
        }
    }

    private Command command(String context) {
        var first = tokens.peekAfterSpace();
        var operands = new ArrayList<Operand>();
        var more = true;
        while (more) {
            var operand = operand();
            if (operand == null && operands.isEmpty()) {
                throw tokens.unexpected(tokens.next(), context);
            }
            if (operand != null) {
                operands.add(operand);
            }
            more = separator();
        }
        return new Command(first.position(), operands);
    }

    /** Parses the separator after an operand. Returns whether the command continues. */
    private boolean separator() {
        var mark = tokens.mark();
        var token = tokens.next();
        switch (token.kind()) {
            case SPACE:
                return true;
            case RIGHT_DELIMITER, RIGHT_PAREN:
                tokens.backTo(mark);
                return false;
            case PIPE:
                return false;
            default:
                throw tokens.unexpected(token, "operand");
        }
    }

    private Operand operand() {
        var term = term();
        if (term == null || !tokens.peek().is(Kind.FIELD)) {
            return term;
        }
        var position = tokens.peek().position();
        var names = new ArrayList<String>();
        if (term instanceof Path path) {
            names.addAll(path.names());
        }
        if (term instanceof Constant || term instanceof Path path && path.isDot()) {
            throw tokens.syntaxError("unexpected . after term " + GoQuote.quote(term.toString()));
        }
        while (tokens.peek().is(Kind.FIELD)) {
            names.add(tokens.next().text().substring(1));
        }
        return new Path(position, term instanceof Path path ? path.origin() : new Origin.Value(term), names);
    }

    private Operand term() {
        tokens.peekAfterSpace();
        var mark = tokens.mark();
        var token = tokens.next();
        var position = token.position();
        switch (token.kind()) {
            case IDENTIFIER:
                return function(token);
            case DOT:
                return new Path(position, new Origin.Dot(), List.of());
            case FIELD:
                return new Path(position, new Origin.Dot(), List.of(token.text().substring(1)));
            case VARIABLE:
                return variable(token);
            case NIL:
                return Constant.nil(position);
            case BOOL:
                return new Constant(position, token.text(), token.text().equals("true"), OptionalLong.empty());
            case NUMBER, CHARACTER_CONSTANT:
                return number(token);
            case STRING:
                return new Constant(position, token.text(), unquoted(token), OptionalLong.empty());
            case LEFT_PAREN:
                return pipeline("parenthesized pipeline", Kind.RIGHT_PAREN);
            default:
                tokens.backTo(mark);
                return null;
        }
    }

    private Operand function(TemplateToken token) {
        if (!functions.test(token.text())) {
            throw tokens.syntaxError("function %s not defined".formatted(GoQuote.quote(token.text())));
        }
        return new Named(token.position(), token.text());
    }

    private Operand variable(TemplateToken token) {
        if (!variables.contains(token.text())) {
            throw tokens.syntaxError("undefined variable " + GoQuote.quote(token.text()));
        }
        return new Path(token.position(), new Origin.Variable(token.text()), List.of());
    }

    private Operand number(TemplateToken token) {
        try {
            return GoLiteral.number(token.position(), token.text());
        } catch (IllegalArgumentException e) {
            throw tokens.syntaxError(e.getMessage());
        }
    }
}
