package io.plateau.report;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every figure of a report, each as SVG and as PNG; what cannot be drawn is said on the console. */
final class Figures {

    private Figures() {
    }

    static List<Figure> of(Results results) {
        List<Figure> figures = new ArrayList<>();
        for (Experiment experiment : results.experiments()) {
            figures.add(Figure1.of(experiment, results));
            figures.add(ControlsFigure.of(experiment, results));
            figures.add(HeadsFigure.of(experiment, results));
            figures.add(ProfilesFigure.of(experiment, results));
            figures.add(EffectsFigure.of(experiment, results));
            figures.add(DoseFigure.of(experiment, results));
        }
        if (!figures.isEmpty()) {
            figures.add(IntervalsFigure.of(results));
        }
        figures.addAll(TrajectoryFigure.of(results));
        return figures;
    }

    static void write(Results results, OutputFiles files, PrintStream console) throws IOException {
        Optional<String> whyNot = FigureFile.whyNot();
        for (Figure figure : of(results)) {
            Optional<String> obstacle = Optional.ofNullable(figure.obstacle()).or(() -> whyNot);
            if (obstacle.isEmpty()) {
                files.write(figure.name() + ".svg", FigureFile.svg(figure));
                files.write(figure.name() + ".png", FigureFile.png(figure));
            } else {
                files.remove(figure.name() + ".svg");
                files.remove(figure.name() + ".png");
                console.print(Text.wrapped("", figure.name() + " is not drawn: " + obstacle.get() + "."));
            }
        }
    }
}
