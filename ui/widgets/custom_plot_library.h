// SPDX-License-Identifier: GPL-3.0-or-later
// QCustomPlot's header speaks Qt's keywords, which our code does without; they are lent to it here and taken back.
#pragma once

#include <QtCore/QObject>

#define signals Q_SIGNALS
#define slots Q_SLOTS
#define foreach Q_FOREACH
#define emit Q_EMIT
#include <qcustomplot.h>
#undef signals
#undef slots
#undef foreach
#undef emit
