package dev.tocsin.templates.functions;

import dev.tocsin.templates.BoundedText;
import dev.tocsin.templates.GoPrint;
import dev.tocsin.templates.Parameter;
import dev.tocsin.templates.Signature;
import dev.tocsin.templates.TemplateObject;
import dev.tocsin.templates.TemplateType;
import java.util.AbstractList;
import java.util.List;

/** A list of strings that can be joined. Immutable. */
final class Strings extends AbstractList<String> implements TemplateObject {
    private static final TemplateType<Strings> TYPE = TemplateType.named("[]string", Strings.class)
            .method("Join", Signature.of(Parameter.TEXT), (texts, separator) -> texts.join(separator.text(0)));

    private final List<String> texts;

    Strings(List<String> texts) {
        this.texts = List.copyOf(texts);
    }

    String join(String separator) {
        var joined = new BoundedText();
        for (var i = 0; i < texts.size(); i++) {
            joined.add(i > 0 ? separator : "").add(texts.get(i));
        }
        return joined.toString();
    }

    @Override
    public String get(int index) {
        return texts.get(index);
    }

    @Override
    public int size() {
        return texts.size();
    }

    @Override
    public TemplateType<?> templateType() {
        return TYPE;
    }

    @Override
    public String toString() {
        return GoPrint.text(texts);
    }
}
