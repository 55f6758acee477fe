package dev.tocsin.cli;

import dev.tocsin.evaluation.rules.unittest.TestResult;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes test results in JUnit's XML format. */
final class JUnitReport {
    private final XMLStreamWriter xml;

    private JUnitReport(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static String of(List<TestFileResult> suites) {
        var text = new StringWriter();
        try {
            new JUnitReport(XMLOutputFactory.newInstance().createXMLStreamWriter(text)).write(suites);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a StringWriter cannot fail", e);
        }
        return text + "\n";
    }

    private void write(List<TestFileResult> suites) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuites");
        for (var suite : suites) {
            write(suite);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void write(TestFileResult suite) throws XMLStreamException {
        var failures = suite.results().stream()
                .mapToInt(result -> result.failures().size())
                .sum();
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", suite.path().toString());
        xml.writeAttribute("tests", String.valueOf(suite.results().size()));
        xml.writeAttribute("failures", String.valueOf(failures));
        xml.writeAttribute("errors", suite.error().isEmpty() ? "0" : "1");
        xml.writeAttribute("skipped", "0");
        if (!suite.error().isEmpty()) {
            testCase(suite.path().toString(), "error", List.of(suite.error()));
        }
        for (var result : suite.results()) {
            testCase(result.testGroup().name(), "failure", texts(result));
        }
        xml.writeEndElement();
    }

    private static List<String> texts(TestResult result) {
        return result.failures().stream()
                .map(finding -> TestResultText.of(result, finding, true))
                .toList();
    }

    private void testCase(String name, String element, List<String> texts) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("name", printable(name));
        for (var text : texts) {
            xml.writeStartElement(element);
            xml.writeCharacters(printable(text));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    /** Replaces characters that XML 1.0 does not allow, not even escaped. */
    private static String printable(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
    }
}
