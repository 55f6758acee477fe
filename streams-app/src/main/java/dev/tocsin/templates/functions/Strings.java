package dev.tocsin.templates.functions;

import dev.tocsin.templates.BoundedText;
import dev.tocsin.templates.Parameter;
import dev.tocsin.templates.Signature;
import dev.tocsin.templates.TemplateType;
import java.util.List;

/** A list of strings that can be joined. Immutable. */
final class Strings extends TemplateList<String> {
    private static final TemplateType<Strings> TYPE = TemplateType.named("[]string", Strings.class)
            .method("Join", Signature.of(Parameter.TEXT), (texts, separator) -> texts.join(separator.text(0)));

    Strings(List<String> texts) {
        super(texts);
    }

    String join(String separator) {
        var joined = new BoundedText();
        for (var i = 0; i < size(); i++) {
            joined.add(i > 0 ? separator : "").add(get(i));
        }
        return joined.toString();
    }

    @Override
    public TemplateType<?> templateType() {
        return TYPE;
    }
}
