package dev.fovea.plot.report;

import dev.fovea.plot.Picture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One part of a report's page, in the order of reading. */
sealed interface Block {
  record Figures(List<KeyFigure> figures) implements Block {
    public Figures {
      figures = List.copyOf(figures);
    }
  }

  record Section(String title) implements Block {}

  record Paragraph(String text) implements Block {}

  record Tabular(String caption, Table table) implements Block {}

  record Details(String caption, Map<String, String> entries) implements Block {
    public Details {
      // Map.copyOf would lose the order.
      entries = new LinkedHashMap<>(entries);
    }
  }

  record Image(Picture picture, String caption) implements Block {}

  record Listing(String caption, String text) implements Block {}
}
