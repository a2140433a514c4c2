package dev.fovea.plot;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** An SVG read back by the JDK's XML parser, which refuses what is not well-formed. */
record Svg(Document document) {
  static Svg of(Chart chart) {
    return parse(chart.picture().svg());
  }

  static Svg parse(String text) {
    try {
      return new Svg(
          DocumentBuilderFactory.newDefaultNSInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(text))));
    } catch (Exception e) {
      throw new AssertionError("not well-formed: " + text, e);
    }
  }

  List<Element> elements(String name) {
    NodeList nodes = document.getElementsByTagNameNS("http://www.w3.org/2000/svg", name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  /** The visible texts, from back to front; of a shortened one the short form. */
  List<String> texts() {
    return elements("text").stream().map(e -> e.getLastChild().getTextContent()).toList();
  }

  /** The texts written in this color. */
  List<String> textsIn(String fill) {
    return elements("text").stream()
        .filter(e -> e.getAttribute("fill").equals(fill))
        .map(e -> e.getLastChild().getTextContent())
        .toList();
  }
}
