/*
 * Betweenness inside of one block, exact: Brandes' accumulation ("A faster algorithm for betweenness
 * centrality", 2001) on the graph of its twins, with weights.
 *
 * Each vertex v of the block stands for weight(v) vertices beyond it. Of pairs of such vertices that lie
 * beyond different vertices s and t of the block, sigma(s, t) shortest paths lead through the block; this
 * sums weight(s) weight(t) sigma(s, t | x) / sigma(s, t) over the pairs with s, t, x different, and the same
 * for edges.
 *
 * Twins are folded first. A group X has m(X) members with together W(X), and from a source outside of it all
 * members are alike, so for a member s of a source group S:
 *
 *     sigma(y) = sum over groups x before y of m(x) sigma(x)         (m(S) = 1: other members are no way)
 *     delta(x) = sigma(x) sum over y behind x of (W(y) + m(y) delta(y)) / sigma(y)
 *
 * and a member of x gets W(S) delta(x). The pairs within S remain: closed twins are neighbors; open ones are
 * two hops apart, over all M common neighbors, each of which gets P(S)/M, P being the sum of the products of
 * the weights of two members. An edge from a member of X to y in Y, behind X, carries
 *
 *     W(S) sigma(X) / sigma(Y) (weight(y) + delta(Y))                for each source group S but X
 *     weight(x) (weight(y) + delta(Y))                               for x itself as the source
 *
 * which differs between members by weight(y) only: two sums for each arc of the quotient do for all.
 *
 * Sources are taken in chunks of a fixed size, whose sums are added up in order: the result is the same to
 * the last bit on any number of threads. Memory is linear in the block, times the threads. Where more than
 * 1e308 equal paths lead to a vertex, sigma is infinite and scores are not numbers.
 */
#ifndef GRAPH_BRANDES_H
#define GRAPH_BRANDES_H

#include "graph/csr.h"

/* The block must be connected. Each pair counts once. Sets vertex_scores, one for each vertex, and
 * edge_scores, one for each edge; either may be NULL. */
void brandes_run(const struct csr *block, const double *weights, unsigned threads, double *vertex_scores,
                 double *edge_scores);

#endif
