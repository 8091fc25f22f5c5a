#include "graph/katz.h"

#include <glib.h>

/* Of the right side's norm: what remains is beneath the rounding of the scores. */
#define TOLERANCE 1e-14
#define MAX_STEPS 10000

double katz_alpha(double radius)
{
    return KATZ_ALPHA * radius < 0.999 ? KATZ_ALPHA : 0.9 / radius;
}

/* out = in - alpha A in */
static void apply(const struct csr *graph, double alpha, const double *in, double *out)
{
    for (size_t v = 0; v < graph->vertex_count; v++) {
        double sum = 0;
        for (uint32_t arc = graph->offsets[v]; arc < graph->offsets[v + 1]; arc++)
            sum += in[graph->neighbors[arc]];
        out[v] = in[v] - alpha * sum;
    }
}

static double product(const double *a, const double *b, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += a[i] * b[i];
    return sum;
}

/* I - alpha A is symmetric and positive definite: the method of conjugate gradients (Hestenes and Stiefel
 * 1952), from 0. */
void katz_run(const struct csr *graph, double alpha, double *scores)
{
    size_t n = graph->vertex_count;
    g_autofree double *rest = g_new(double, n), *direction = g_new(double, n), *image = g_new(double, n);
    for (size_t v = 0; v < n; v++) {
        scores[v] = 0;
        rest[v] = direction[v] = 1;
    }
    double square = (double)n, goal = (double)n * TOLERANCE * TOLERANCE;
    for (unsigned step = 0; step < MAX_STEPS && square > goal; step++) {
        apply(graph, alpha, direction, image);
        double length = square / product(direction, image, n);
        for (size_t v = 0; v < n; v++) {
            scores[v] += length * direction[v];
            rest[v] -= length * image[v];
        }
        double next = product(rest, rest, n);
        for (size_t v = 0; v < n; v++)
            direction[v] = rest[v] + next / square * direction[v];
        square = next;
    }
}
