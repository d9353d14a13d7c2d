// SPDX-License-Identifier: GPL-3.0-or-later
// Opens each workbook named by an argument with exceljs, which throws at what it cannot take (two merges that meet, broken
// links), and tells what it found as one line of JSON each: {file, fault} or {file, sheets: [[name, cells, formulas, merges]]}.
'use strict';
const Excel = require('exceljs');

async function told(file) {
  const book = new Excel.Workbook();
  try {
    await book.xlsx.readFile(file);
    const sheets = book.worksheets.map((sheet) => {
      let cells = 0, formulas = 0;
      sheet.eachRow((row) => row.eachCell((cell) => {
        if (cell.type === Excel.ValueType.Merge) return;
        cells++;
        if (cell.type === Excel.ValueType.Formula) formulas++;
      }));
      return [sheet.name, cells, formulas, sheet.model.merges.length];
    });
    return { file, sheets };
  } catch (fault) {
    return { file, fault: String(fault) };
  }
}

(async () => {
  for (const file of process.argv.slice(2)) console.log(JSON.stringify(await told(file)));
})();
